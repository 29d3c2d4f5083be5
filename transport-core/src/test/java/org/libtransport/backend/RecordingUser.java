package org.libtransport.backend;

import com.google.protobuf.MessageLite;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire;
import org.libtransport.xmpp.xml.Element;

/** A user who writes down what happens. */
final class RecordingUser implements BackendUser, BackendEvents {

    private final String key;
    private final Loop loop;
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<MessageLite> payloads = new CopyOnWriteArrayList<>();
    volatile @Nullable BackendSession session;
    volatile @Nullable Failure failure;
    /** Whether a second seat is a move from the first, as for a user who is logged in. */
    volatile boolean moves;

    RecordingUser(String key, Loop loop) {
        this.key = key;
        this.loop = loop;
    }

    BackendSession seat() {
        BackendSession seat = session;
        if (seat == null) {
            throw new AssertionError(key + " has no seat; happened: " + events);
        }
        return seat;
    }

    private void record(String event) {
        if (!loop.isCurrent()) {
            events.add("on a foreign thread:");
        }
        events.add(event);
    }

    private void record(String event, MessageLite payload) {
        payloads.add(payload);
        record(event);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public BackendEvents events() {
        return this;
    }

    @Override
    public void backendReady(BackendSession given) {
        if (session != null && moves) {
            session.retire();
            record("moved");
        } else {
            record("ready");
        }
        session = given;
    }

    @Override
    public void backendUnavailable(Failure why) {
        failure = why;
        record("unavailable");
    }

    @Override
    public void backendLost(Failure why) {
        failure = why;
        record("lost");
    }

    @Override
    public void loginToken(String token) {
        record("token " + token);
    }

    @Override
    public void connected() {
        record("connected");
    }

    @Override
    public void disconnected(int error, String message) {
        record("disconnected " + error + " " + message);
    }

    @Override
    public void buddyChanged(Wire.Buddy buddy) {
        record("buddy", buddy);
    }

    @Override
    public void buddyRemoved(Wire.Buddy buddy) {
        record("buddy removed", buddy);
    }

    @Override
    public void authorizationRequested(Wire.Buddy buddy) {
        record("authorization", buddy);
    }

    @Override
    public void typingChanged(Wire.Buddy buddy, Typing typing) {
        record("typing " + typing, buddy);
    }

    @Override
    public void message(Wire.ConversationMessage message) {
        record("message " + message.getMessage(), message);
        if (message.getMessage().equals("throw")) {
            throw new IllegalStateException("a fault of the user's code");
        }
    }

    @Override
    public void messageStatus(Wire.MessageStatus status) {
        record("status", status);
    }

    @Override
    public void messageDelivered(Wire.ConversationMessage receipt) {
        record("receipt", receipt);
    }

    @Override
    public void attention(Wire.ConversationMessage message) {
        record("attention", message);
    }

    @Override
    public void subjectChanged(Wire.ConversationMessage subject) {
        record("subject", subject);
    }

    @Override
    public void participantChanged(Wire.Participant participant) {
        record("participant", participant);
    }

    @Override
    public void roomNicknameChanged(Wire.Room room) {
        record("nickname", room);
    }

    @Override
    public void roomList(Wire.RoomList rooms) {
        record("rooms", rooms);
    }

    @Override
    public void rawStanza(Element stanza) {
        record("raw " + stanza);
    }

    @Override
    public void vcard(Wire.VCard vcard) {
        record("vcard", vcard);
    }
}
