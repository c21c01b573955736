#!/usr/bin/env node
// Stands in the repository, not in dist: npm links a command only to a file that is there when it installs.
import "../dist/main.js";
