/** Roster requests (RFC 6121 section 2) that reach the transport. */
@NullMarked
package org.libtransport.xmpp.feature.roster;

import org.jspecify.annotations.NullMarked;
