/**
 * Who is at the other end of a connection on this machine, as the kernel tells it in {@code /proc} (proc(5)). Knows no
 * backends. Everything that reads files runs on a thread of its own.
 */
@NullMarked
package org.libtransport.backend.peer;

import org.jspecify.annotations.NullMarked;
