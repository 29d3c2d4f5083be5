package org.libtransport.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.MessageStatus.Outcome;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ManualLoop;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

/** Whatever happens in whatever order, each message ends in exactly one way. */
class DeliveriesPropertyTest {

    private static final int STEPS = 400;

    private final ManualLoop loop = new ManualLoop();
    private final FakeNetwork network = new FakeNetwork();
    private final Map<String, Integer> bounces = new HashMap<>();
    private final Set<String> accepted = new HashSet<>();
    /** What the network may still have after it was lost. */
    private final Set<String> unknown = new HashSet<>();

    private final Deliveries deliveries = new Deliveries(network, this::bounce, loop, new InMemoryMetrics());
    private boolean online;
    private int sent;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long i = 0; i < 40; i++) {
            seeds.add(i);
        }
        seeds.add(System.nanoTime());
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_message_is_either_accepted_or_returned(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            int handedBefore = network.handed.size();
            act(random);
            for (Wire.ConversationMessage handed : network.handed.subList(handedBefore, network.handed.size())) {
                String id = handed.getMessage();
                assertThat(bounces).as("handed over after it was returned").doesNotContainKey(id);
                assertThat(accepted).as("handed over after it was accepted").doesNotContain(id);
                assertThat(unknown)
                        .as("handed over although the network may have it")
                        .doesNotContain(id);
            }
        }
        deliveries.close(StanzaError.of(Condition.GONE));

        for (int i = 0; i < sent; i++) {
            String id = "m" + i;
            int ends = (accepted.contains(id) ? 1 : 0) + bounces.getOrDefault(id, 0);
            assertThat(ends).as(id + ": accepted or returned, once").isOne();
        }
        assertThat(loop.waitingTimers()).isZero();
    }

    private void act(Random random) {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> send();
            case 5, 6, 7 -> answer(random);
            case 8 -> deliveries.answered(network.answer(random.nextInt(sent + 5) + 100_000, Outcome.ACCEPTED, "", 0));
            case 9 -> network.full = random.nextInt(4) == 0;
            case 10 -> loop.advance(Duration.ofMillis(random.nextInt(random.nextInt(8) == 0 ? 600_000 : 5_000)));
            default -> {
                if (online) {
                    lose();
                } else {
                    online = true;
                    deliveries.networkReached();
                }
            }
        }
    }

    private void send() {
        if (!online) {
            return;
        }
        String id = "m" + sent++;
        Message stanza = new Message(
                Jid.parse("romeo@montague.example/orchard"),
                Jid.parse("juliet@net.example"),
                Message.Type.CHAT,
                id,
                null,
                List.of(Element.of("body", Element.CONTENT_NAMESPACE, id)));
        deliveries.send(
                stanza,
                Type.TYPE_CONV_MESSAGE,
                Wire.ConversationMessage.newBuilder()
                        .setUserName("romeo@montague.example")
                        .setBuddyName("juliet")
                        .setMessage(id));
    }

    private void answer(Random random) {
        List<Long> numbers = new ArrayList<>(network.unanswered.keySet());
        if (numbers.isEmpty()) {
            return;
        }
        long number = numbers.get(random.nextInt(numbers.size()));
        String id = network.unanswered.get(number).getMessage();
        Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
        if (outcome == Outcome.ACCEPTED) {
            accepted.add(id);
        }
        int seconds = random.nextInt(10) == 0 ? 5000 : random.nextInt(20);
        Wire.MessageStatus status = network.answer(number, outcome, "", seconds);
        deliveries.answered(status);
        if (random.nextInt(5) == 0) {
            deliveries.answered(status);
        }
    }

    private void lose() {
        online = false;
        network.unanswered.values().forEach(message -> unknown.add(message.getMessage()));
        network.unanswered.clear();
        deliveries.networkLost();
        assertThat(bounces.keySet()).containsAll(unknown);
        assertThat(Collections.disjoint(accepted, unknown)).isTrue();
    }

    private void bounce(Stanza stanza, StanzaError error) {
        bounces.merge(String.valueOf(stanza.id()), 1, Integer::sum);
    }
}
