package org.libtransport.user;

import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire.ConnectionError;
import org.libtransport.text.Sentence;
import org.libtransport.text.Text;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

/** The one place where errors of networks become failures, and failures become what people and clients are told. */
final class NetworkFailures {

    private NetworkFailures() {}

    /** What a number of DISCONNECTED means. One we do not know may well pass by itself. */
    static Failure of(int error, String text) {
        ConnectionError known = ConnectionError.forNumber(error);
        if (known == null) {
            return failure(Failure.Kind.NETWORK, Sentence.CONNECTION_LOST, text);
        }
        return switch (known) {
            case CONNECTION_ERROR_NETWORK_ERROR, CONNECTION_ERROR_OTHER_ERROR ->
                failure(Failure.Kind.NETWORK, Sentence.CONNECTION_LOST, text);
            case CONNECTION_ERROR_INVALID_USERNAME,
                    CONNECTION_ERROR_AUTHENTICATION_FAILED,
                    CONNECTION_ERROR_AUTHENTICATION_IMPOSSIBLE ->
                failure(Failure.Kind.AUTHENTICATION, Sentence.CREDENTIALS_REFUSED, text);
            default -> failure(Failure.Kind.REFUSED, Sentence.CONNECTION_REFUSED, text);
        };
    }

    private static Failure failure(Failure.Kind kind, Sentence sentence, String words) {
        return Failure.of(kind, Text.wordsOr(words, sentence));
    }

    /** The condition with which stanzas that waited are returned. */
    static Condition condition(Failure failure) {
        return switch (failure.kind()) {
            case NETWORK -> Condition.REMOTE_SERVER_TIMEOUT;
            case AUTHENTICATION -> Condition.NOT_AUTHORIZED;
            case REFUSED -> Condition.NOT_ALLOWED;
            case NO_BACKEND, OVERLOAD, STORAGE -> Condition.RESOURCE_CONSTRAINT;
            case SHUTDOWN -> Condition.RECIPIENT_UNAVAILABLE;
            case INTERNAL -> Condition.INTERNAL_SERVER_ERROR;
        };
    }

    /** What the user reads when a session ended for good. */
    static Text farewell(Failure failure) {
        return failure.kind() == Failure.Kind.AUTHENTICATION
                ? Text.of(Sentence.REGISTER_AGAIN, failure.text())
                : failure.text();
    }

    /** The machine-readable part that clients of the original know. */
    static Element spectrumError(int error) {
        ConnectionError known = ConnectionError.forNumber(error);
        ConnectionError named = known == null ? ConnectionError.CONNECTION_ERROR_OTHER_ERROR : known;
        return Element.builder("spectrumerror", "http://spectrum.im/error")
                .attribute("error", Integer.toString(error))
                .text(named.name())
                .build();
    }
}
