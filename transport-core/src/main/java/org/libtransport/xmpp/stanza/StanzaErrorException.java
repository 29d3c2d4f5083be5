package org.libtransport.xmpp.stanza;

/** A request cannot be fulfilled; the sender gets this error. Without stack trace: peers cause it all the time. */
public final class StanzaErrorException extends RuntimeException {

    private final transient StanzaError error;

    public StanzaErrorException(StanzaError error) {
        super(error.condition().elementName() + (error.text() == null ? "" : ": " + error.text()), null, false, false);
        this.error = error;
    }

    public StanzaError error() {
        return error;
    }
}
