/**
 * Server mode: XMPP clients connect to the transport itself (RFC 6120: TLS section 5, SASL section 6, binding section 7; RFC
 * 6121 section 8 for delivery). Each session lives on the event loop of its channel; what others need of it goes through
 * {@link org.libtransport.xmpp.server.Sessions}, safe on any thread.
 */
@NullMarked
package org.libtransport.xmpp.server;

import org.jspecify.annotations.NullMarked;
