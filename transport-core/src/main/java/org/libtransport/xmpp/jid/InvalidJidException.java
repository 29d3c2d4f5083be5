package org.libtransport.xmpp.jid;

/** A text is not an XMPP address. The message says why, without stack trace: peers send such texts all the time. */
public final class InvalidJidException extends RuntimeException {

    public InvalidJidException(String message) {
        super(message, null, false, false);
    }
}
