// Where the app begins.

#include "bindings/bindings.h"

int main() {
  // The system takes what wakes the app, and who hears of taps on messages, only before the start is over.
  akabeko_register_background();
  start_app();
  return 0;
}
