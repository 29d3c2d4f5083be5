package org.libtransport.config;

/** Where an option has an effect. */
public enum Context {
    /** The transport is a component of an XMPP server. */
    GATEWAY,
    /** XMPP clients log in to the transport itself. */
    SERVER,
    /** Only backends read it: they get the same file and the same command line. */
    BACKEND
}
