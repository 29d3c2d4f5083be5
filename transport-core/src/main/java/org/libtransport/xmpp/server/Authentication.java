package org.libtransport.xmpp.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.frontend.LoginAttempt;
import org.libtransport.frontend.LoginResult;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.sasl.PlainMechanism;
import org.libtransport.xmpp.sasl.SaslException;
import org.libtransport.xmpp.sasl.SaslFailure;
import org.libtransport.xmpp.sasl.SaslFailure.Condition;
import org.libtransport.xmpp.sasl.SaslResponse;
import org.libtransport.xmpp.stream.CloseReason;
import org.libtransport.xmpp.stream.Namespaces;
import org.libtransport.xmpp.stream.StreamError;
import org.libtransport.xmpp.stream.StreamErrorException;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client that has not proven who it is: STARTTLS (RFC 6120 section 5), then SASL (section 6). */
final class Authentication implements ClientStream.Phase {

    private enum State {
        IDLE,
        /** The client was asked for its first response. */
        CHALLENGED,
        /** The network decides. */
        LOGGING_IN,
        DONE
    }

    private static final Logger log = LoggerFactory.getLogger(Authentication.class);

    private final ClientStream client;
    private State state = State.IDLE;
    private @Nullable LoginAttempt attempt;
    private int failures;

    Authentication(ClientStream client) {
        this.client = client;
    }

    @Override
    public List<Element> features() {
        if (mustEncrypt()) {
            return List.of(Element.builder("starttls", Namespaces.TLS)
                    .child("required", "")
                    .build());
        }
        return List.of(Element.builder("mechanisms", Namespaces.SASL)
                .child("mechanism", PlainMechanism.NAME)
                .build());
    }

    private boolean mustEncrypt() {
        return client.server().tls() != null && !client.isEncrypted();
    }

    @Override
    public void received(Element element) {
        if (state == State.LOGGING_IN && !element.is("abort", Namespaces.SASL)) {
            throw new StreamErrorException(
                    StreamError.Condition.POLICY_VIOLATION, "The answer to the log-in must be waited for.");
        }
        if (element.namespace().equals(Namespaces.TLS)) {
            startTls(element);
        } else if (element.namespace().equals(Namespaces.SASL)) {
            try {
                sasl(element);
            } catch (SaslException e) {
                fail(e.failure());
            }
        } else {
            throw ClientStream.notYet(element);
        }
    }

    private void startTls(Element element) {
        if (!element.name().equals("starttls") || !mustEncrypt()) {
            // RFC 6120 section 5.4.2.2: after the failure the stream is closed.
            client.stream().send(Element.of("failure", Namespaces.TLS));
            client.stream().close(CloseReason.stopped());
            return;
        }
        client.stream().send(Element.of("proceed", Namespaces.TLS));
        client.startTls();
    }

    private void sasl(Element element) {
        switch (element.name()) {
            case "auth" -> begin(element);
            case "response" -> {
                if (state != State.CHALLENGED) {
                    throw new SaslException(Condition.MALFORMED_REQUEST, "There was no challenge.");
                }
                respond(SaslResponse.read(element));
            }
            case "abort" -> {
                abandon();
                throw new SaslException(Condition.ABORTED, "Aborted by the client.");
            }
            default -> throw new SaslException(Condition.MALFORMED_REQUEST, "This is no part of a log-in.");
        }
    }

    private void begin(Element auth) {
        if (mustEncrypt()) {
            throw new SaslException(Condition.ENCRYPTION_REQUIRED, "Use STARTTLS before logging in.");
        }
        if (!PlainMechanism.NAME.equals(auth.attribute("mechanism"))) {
            throw new SaslException(Condition.INVALID_MECHANISM, "The only mechanism is PLAIN.");
        }
        byte[] initial = SaslResponse.read(auth);
        if (initial == null) {
            state = State.CHALLENGED;
            client.stream().send(Element.of("challenge", Namespaces.SASL));
        } else {
            respond(initial);
        }
    }

    private void respond(byte @Nullable [] response) {
        state = State.IDLE;
        PlainMechanism.Credentials credentials = PlainMechanism.parse(response == null ? new byte[0] : response);
        Jid named = accountOf(credentials);
        state = State.LOGGING_IN;
        client.giveTime(client.server().settings().timing().login(), this::networkTooSlow);
        LoginAttempt begun = client.server().events().login(named, credentials.password());
        attempt = begun;
        begun.result().whenComplete((result, problem) -> client.execute(() -> answer(begun, named, result, problem)));
    }

    private Jid accountOf(PlainMechanism.Credentials credentials) {
        Jid named;
        try {
            named = Jid.of(
                    credentials.authcid(), client.server().settings().jid().domain(), null);
        } catch (InvalidJidException e) {
            throw new SaslException(
                    Condition.NOT_AUTHORIZED, "This name cannot be one here; write user%host for user@host.");
        }
        if (!credentials.authzid().isEmpty() && !isSame(credentials.authzid(), named)) {
            throw new SaslException(Condition.INVALID_AUTHZID, "Nobody can log in for somebody else.");
        }
        return named;
    }

    private static boolean isSame(String authzid, Jid account) {
        try {
            return Jid.parse(authzid).equals(account);
        } catch (InvalidJidException e) {
            return false;
        }
    }

    private void answer(LoginAttempt answered, Jid named, @Nullable LoginResult result, @Nullable Throwable problem) {
        if (answered != attempt) {
            return;
        }
        attempt = null;
        if (result instanceof LoginResult.Accepted) {
            succeed(named);
        } else if (result instanceof LoginResult.Refused refused) {
            fail(new SaslFailure(
                    refused.temporary() ? Condition.TEMPORARY_AUTH_FAILURE : Condition.NOT_AUTHORIZED, refused.text()));
        } else {
            log.error("The log-in of {} failed by a fault of ours", named, problem);
            fail(new SaslFailure(Condition.TEMPORARY_AUTH_FAILURE, "You cannot be logged in now, try again later."));
        }
    }

    private void succeed(Jid named) {
        state = State.DONE;
        client.stream().send(Element.of("success", Namespaces.SASL));
        client.server().sessions().loggedIn(named, client);
        client.restartLoggedIn(new Binding(client, named));
        client.giveTimeToNegotiate();
    }

    private void networkTooSlow() {
        abandon();
        fail(new SaslFailure(Condition.TEMPORARY_AUTH_FAILURE, "The network does not answer, try again later."));
    }

    /** RFC 6120 section 6.4.5: the client may try again, but not for ever. */
    private void fail(SaslFailure failure) {
        state = State.IDLE;
        failures++;
        client.stream().send(failure.toElement());
        if (failures >= client.server().settings().bounds().loginAttempts()) {
            giveUp();
        } else {
            client.giveTimeToNegotiate();
        }
    }

    private void giveUp() {
        client.stream()
                .close(CloseReason.violation(
                        StreamError.of(StreamError.Condition.POLICY_VIOLATION, "Too many failed log-ins."), null));
    }

    private void abandon() {
        LoginAttempt waiting = attempt;
        if (waiting != null) {
            attempt = null;
            waiting.abandon();
        }
    }

    @Override
    public void ending(CloseReason reason) {
        abandon();
        state = State.DONE;
    }
}
