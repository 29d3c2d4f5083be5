package org.libtransport.xmpp.stream;

/** Namespaces of stream negotiation (RFC 6120 section 13 and appendix A, XEP-0114). */
public final class Namespaces {

    /** The stream element itself, its features and its errors. */
    public static final String STREAMS = "http://etherx.jabber.org/streams";

    /** Content of streams between clients and servers. */
    public static final String CLIENT = "jabber:client";

    /** Content of streams between components and servers. */
    public static final String COMPONENT = "jabber:component:accept";

    public static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
    public static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    public static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";

    /** Establishing a session (RFC 3921 section 3), which means nothing any more but is still sent by some clients. */
    public static final String SESSION = "urn:ietf:params:xml:ns:xmpp-session";

    private Namespaces() {}
}
