package org.libtransport.config;

/**
 * One assignment as it was written, before anybody looked whether the option exists.
 *
 * @param name section and key, joined by a dot
 */
public record Entry(String name, String value, Origin origin) {}
