package org.libtransport.xmpp.sasl;

/** A client's attempt to authenticate is against the rules. Without stack trace: clients cause it, not our code. */
public final class SaslException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SaslFailure failure;

    public SaslException(SaslFailure.Condition condition, String text) {
        super(text, null, false, false);
        this.failure = new SaslFailure(condition, text);
    }

    /** What the client is told. */
    public SaslFailure failure() {
        return failure;
    }
}
