package org.libtransport.xmpp.stream;

import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.stream.StreamError.Condition;

/**
 * Why a stream ended.
 *
 * @param error the stream error that one side sent to the other, or null if there was none
 * @param text for the log, in the middle of a sentence
 * @param cause what was thrown, for the log at DEBUG
 */
public record CloseReason(
        Kind kind,
        @Nullable StreamError error,
        String text,
        @Nullable Throwable cause) {

    /** Who wanted the end, as far as anybody reacts differently. */
    public enum Kind {
        /** We were asked to stop. */
        STOPPED,
        /** The peer closed the stream as it should. */
        PEER_CLOSED,
        /** The peer reported a stream error. */
        PEER_ERROR,
        /** The connection broke, or the peer went away without a word. */
        CONNECTION_LOST,
        /** The peer broke a rule. */
        VIOLATION,
        /** The peer did not answer in time. */
        TIMEOUT,
        /** The peer does not read what we send. */
        OVERLOADED,
        /** The same address came by another stream. */
        REPLACED,
        /** A fault of ours. */
        INTERNAL
    }

    /** We stop; no error is sent. */
    public static CloseReason stopped() {
        return new CloseReason(Kind.STOPPED, null, "we stop", null);
    }

    /** We stop; the peer, which did not ask for it, is told with {@code system-shutdown}. */
    public static CloseReason shutdown() {
        return new CloseReason(Kind.STOPPED, StreamError.of(Condition.SYSTEM_SHUTDOWN), "we stop", null);
    }

    /** We end this one stream, for a reason that the peer's user should read. */
    public static CloseReason dismissed(String text) {
        return new CloseReason(Kind.STOPPED, StreamError.of(Condition.UNDEFINED_CONDITION, text), text, null);
    }

    public static CloseReason peerClosed() {
        return new CloseReason(Kind.PEER_CLOSED, null, "the peer closed the stream", null);
    }

    public static CloseReason peerError(StreamError error) {
        return new CloseReason(Kind.PEER_ERROR, error, "the peer reported " + error, null);
    }

    public static CloseReason connectionLost(String text, @Nullable Throwable cause) {
        return new CloseReason(Kind.CONNECTION_LOST, null, text, cause);
    }

    public static CloseReason violation(StreamError error, @Nullable Throwable cause) {
        return new CloseReason(Kind.VIOLATION, error, "the peer broke the protocol: " + error, cause);
    }

    /** The peer was silent for too long; the text says when. */
    public static CloseReason timeout(String text) {
        return new CloseReason(Kind.TIMEOUT, StreamError.of(Condition.CONNECTION_TIMEOUT, text), text, null);
    }

    public static CloseReason overloaded() {
        String text = "too much waits to be read";
        return new CloseReason(Kind.OVERLOADED, StreamError.of(Condition.RESOURCE_CONSTRAINT, text), text, null);
    }

    public static CloseReason replaced() {
        return new CloseReason(
                Kind.REPLACED, StreamError.of(Condition.CONFLICT), "another client has taken its place", null);
    }

    public static CloseReason internal(Throwable cause) {
        return new CloseReason(
                Kind.INTERNAL, StreamError.of(Condition.INTERNAL_SERVER_ERROR), "a fault of ours", cause);
    }
}
