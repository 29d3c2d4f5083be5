/** What both kinds of XMPP streams share (RFC 6120 section 4): their errors and how they end. Knows no users. */
@NullMarked
package org.libtransport.xmpp.stream;

import org.jspecify.annotations.NullMarked;
