/** Threads: the event loops that own state, and what runs beside them because it blocks. */
@NullMarked
package org.libtransport.concurrent;

import org.jspecify.annotations.NullMarked;
