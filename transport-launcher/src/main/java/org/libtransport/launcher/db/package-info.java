/** {@code transport db}: what an administrator does with a database, as commands; the work is done in transport-storage. */
@NullMarked
package org.libtransport.launcher.db;

import org.jspecify.annotations.NullMarked;
