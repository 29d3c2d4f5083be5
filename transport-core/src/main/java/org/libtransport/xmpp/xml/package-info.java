/** The XML of an XMPP stream: immutable elements, the streaming decoder with its limits, the encoder. */
@NullMarked
package org.libtransport.xmpp.xml;

import org.jspecify.annotations.NullMarked;
