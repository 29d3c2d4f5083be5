/** The port behind which both front doors stand: a component of an XMPP server, or a server of our own. */
@NullMarked
package org.libtransport.frontend;

import org.jspecify.annotations.NullMarked;
