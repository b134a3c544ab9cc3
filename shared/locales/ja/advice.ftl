### Advice by port and branch.
