// A target in C has a source; what the header promises is in Rust's library.

#include "akabeko.h"
