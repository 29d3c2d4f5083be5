/**
 * What XMPP streams of either kind have in common (RFC 6120 section 4): headers, errors, the one way a stream ends, and the
 * queue of stanzas that leave by it. Knows nothing of users. A stream lives on the event loop of its channel; only {@link
 * org.libtransport.xmpp.stream.Outbox#offer} may be called from elsewhere.
 */
@NullMarked
package org.libtransport.xmpp.stream;

import org.jspecify.annotations.NullMarked;
