/** Gateway mode: the transport as a component of an XMPP server (XEP-0114). State belongs to the link's event loop. */
@NullMarked
package org.libtransport.xmpp.component;

import org.jspecify.annotations.NullMarked;
