/** {@code transport backend run}: one person plays one user of a transport against a backend, by hand or from a script. */
@NullMarked
package org.libtransport.launcher.console;

import org.jspecify.annotations.NullMarked;
