/** Starts, stops and asks the transports of this machine, ours and those of Spectrum 2, and gives them admin commands. */
@NullMarked
package org.libtransport.launcher.manager;

import org.jspecify.annotations.NullMarked;
