/**
 * {@code transport bench}: measures the transport as a process of its own over real sockets, next to a relay that moves the
 * same bytes without looking at them.
 *
 * <p>The fake XMPP server, the relay and the backend behind it scan bytes and allocate nothing per message: what is measured
 * shall be the transport and not the tool. One thread each; a load is driven on the thread of the fake server.
 */
@NullMarked
package org.libtransport.launcher.bench;

import org.jspecify.annotations.NullMarked;
