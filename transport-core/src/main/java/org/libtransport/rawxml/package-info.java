/**
 * Networks that speak XMPP themselves: their backends announce {@code features.rawxml}, and stanzas pass between them and
 * users as they are, but for the addresses. State is owned by the user's loop.
 */
@NullMarked
package org.libtransport.rawxml;

import org.jspecify.annotations.NullMarked;
