/**
 * The transport as a program: the command line, the way from a config file to running objects, the files of a running
 * process, signals, and the demo. Threads: commands run on the main thread, which may block; nothing here is called on an
 * event loop except the counters of the demo.
 */
@NullMarked
package org.libtransport.launcher;

import org.jspecify.annotations.NullMarked;
