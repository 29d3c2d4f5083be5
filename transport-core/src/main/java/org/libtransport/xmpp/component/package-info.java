/**
 * Gateway mode: the transport as an external component of an XMPP server, by XEP-0114 (https://xmpp.org/extensions/xep-0114.html).
 * One link at a time, which lives on one event loop and is made anew for ever; stanzas may be sent from any thread.
 */
@NullMarked
package org.libtransport.xmpp.component;

import org.jspecify.annotations.NullMarked;
