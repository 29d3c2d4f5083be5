package org.libtransport.backend;

import java.io.IOException;
import java.util.function.Consumer;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a link's conversation that is about the link itself and about no user: PONG, what is announced and agreed on,
 * the token, figures and queries. Frames are handled on the channel's event loop.
 */
final class LinkControl {

    private static final Logger log = LoggerFactory.getLogger(LinkControl.class);

    private enum State {
        /** A PING is out, nothing is known of the peer. */
        GREETED,
        /** It answered: a backend. */
        READY,
        /** It asked instead: never a backend. */
        QUERYING
    }

    private final BackendLink link;
    private final LinkOutput output;
    private final QueryAnswers answers;
    private final LinkEvents events;
    private final Metrics metrics;
    private final Consumer<LinkEnd> fail;
    private final Greeting greeting = new Greeting();
    private State state = State.GREETED;
    private boolean ponged;
    private volatile Admission admission;
    private volatile boolean asked;

    /**
     * Creates the control of a link.
     *
     * @param fail ends the link
     */
    LinkControl(
            BackendLink link,
            Admission admission,
            QueryAnswers answers,
            LinkEvents events,
            Metrics metrics,
            Consumer<LinkEnd> fail) {
        this.link = link;
        this.admission = admission;
        this.output = link.output();
        this.answers = answers;
        this.events = events;
        this.metrics = metrics;
        this.fail = fail;
    }

    /** Why it was let in; known for good when the link is ready. Any thread. */
    Admission admission() {
        return admission;
    }

    /** What was agreed on; known for good when the link is ready. Any thread. */
    Greeting greeting() {
        return greeting;
    }

    /** Whether it is a program that asked something, ever. Any thread. */
    boolean hasAsked() {
        return asked;
    }

    /** Whether it asked before it answered the first PING. */
    boolean asksOnly() {
        return state == State.QUERYING;
    }

    /** Takes a frame if it is about the link itself. */
    boolean take(Frame frame) {
        switch (frame.type()) {
            case TYPE_PONG -> pong();
            case TYPE_STATS, TYPE_BACKEND_CONFIG, TYPE_QUERY, TYPE_HELLO, TYPE_TOKEN -> read(frame);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void pong() {
        output.pongRead();
        ponged = true;
        checkReady();
    }

    private void checkReady() {
        if (state == State.GREETED && ponged && !greeting.awaitsAnswer()) {
            state = State.READY;
            events.ready(link);
        }
    }

    private void read(Frame frame) {
        try {
            switch (frame.type()) {
                case TYPE_STATS -> events.statsReceived(link, frame.parse(Wire.Stats.parser()));
                case TYPE_BACKEND_CONFIG ->
                    configured(frame.parse(Wire.BackendConfig.parser()).getConfig());
                case TYPE_HELLO -> answered(frame.parse(Wire.Hello.parser()));
                case TYPE_TOKEN -> presented(frame.parse(Wire.Token.parser()).getToken());
                default -> query(frame.parse(Wire.BackendConfig.parser()).getConfig());
            }
        } catch (IOException e) {
            metrics.increment(Counter.FRAMES_UNREADABLE);
            log.debug("{}: skipping {}: {}", link.name(), frame, e.getMessage());
        }
    }

    private void configured(String text) {
        if (greeting.announced(text)) {
            output.control(Type.TYPE_HELLO, Greeting.hello());
        }
        events.configReceived(link, text);
    }

    private void answered(Wire.Hello hello) {
        if (!greeting.answered(hello)) {
            log.warn(
                    "{} ({}) speaks the versions {} to {} of the additions to the protocol, none of which is known here;"
                            + " it is used without them",
                    link.name(),
                    greeting.software(),
                    Integer.toUnsignedString(hello.getLowestVersion()),
                    Integer.toUnsignedString(hello.getHighestVersion()));
        }
        checkReady();
    }

    private void presented(String token) {
        Admission better = admission.presenting(token);
        if (better == null) {
            fail.accept(new LinkEnd(LinkEnd.Kind.WRONG_TOKEN, "it presented a wrong token"));
        } else if (state == State.GREETED) {
            admission = better;
        }
    }

    private void query(String command) {
        if (state == State.GREETED) {
            state = State.QUERYING;
        }
        asked = true;
        events.queried(link);
        answers.query(command);
    }
}
