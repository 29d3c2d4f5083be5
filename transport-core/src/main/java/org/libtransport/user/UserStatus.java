package org.libtransport.user;

import org.libtransport.xmpp.jid.Jid;

/**
 * Somebody who is logged in or on the way, as of a moment.
 *
 * @param uin the name at the network
 * @param online whether the network has accepted the user
 */
public record UserStatus(Jid jid, String uin, boolean online) {}
