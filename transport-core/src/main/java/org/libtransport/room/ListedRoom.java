package org.libtransport.room;

import org.libtransport.xmpp.jid.Jid;

/**
 * A room that can be entered.
 *
 * @param name its name at the network
 * @param title what to show
 */
public record ListedRoom(Jid address, String name, String title) {}
