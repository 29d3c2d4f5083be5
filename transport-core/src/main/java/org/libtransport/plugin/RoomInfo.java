package org.libtransport.plugin;

/**
 * A room that can be entered.
 *
 * @param room its name at the network, with which it is joined
 * @param title what to show
 */
public record RoomInfo(String room, String title) {}
