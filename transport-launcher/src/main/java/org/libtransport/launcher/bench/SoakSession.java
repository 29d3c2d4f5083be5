package org.libtransport.launcher.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.libtransport.plugin.Availability;
import org.libtransport.plugin.ChatState;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.ContactSupport;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.MessageRefusedException;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.SessionEvents;
import org.libtransport.plugin.TryLaterException;
import org.libtransport.plugin.TypingSupport;
import org.libtransport.plugin.VCard;
import org.libtransport.plugin.VCardSupport;

/** One user of the soak's network. */
final class SoakSession implements NetworkSession, ContactSupport, TypingSupport, VCardSupport {

    /** Of each user, called {@code c0} and so on. */
    static final int CONTACTS = 5;

    /** At the end of a text that has to be answered. */
    static final String ANSWER_WANTED = "!";

    private static final int ONE_REFUSED_IN = 50;
    private static final AtomicLong SAID = new AtomicLong();

    private final int user;
    private final SessionEvents events;
    private final SoakDiary diary;
    private final Map<Integer, SoakSession> sessions;

    SoakSession(int user, SessionEvents events, SoakDiary diary, Map<Integer, SoakSession> sessions) {
        this.user = user;
        this.events = events;
        this.diary = diary;
        this.sessions = sessions;
    }

    void begin() throws IOException {
        diary.write(SoakDiary.Deed.CAME, user, "");
        for (int i = 0; i < CONTACTS; i++) {
            events.contactChanged(contact("c" + i, Availability.ONLINE));
        }
        sessions.put(user, this);
    }

    /** Now and then something happens by itself. */
    void beat(int oneIn) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (random.nextInt(oneIn) > 0) {
            return;
        }
        String contact = "c" + random.nextInt(CONTACTS);
        switch (random.nextInt(4)) {
            case 0 -> {
                Availability[] all = Availability.values();
                events.contactChanged(contact(contact, all[random.nextInt(all.length)]));
            }
            case 1 -> events.typing(contact, ChatState.COMPOSING);
            default -> say(contact, "");
        }
    }

    private void say(String contact, String about) throws IOException {
        String id = "n" + ProcessHandle.current().pid() + "-" + SAID.incrementAndGet();
        diary.write(SoakDiary.Deed.SAYS, user, id);
        events.message(IncomingMessage.of(contact, id + " " + about));
    }

    @Override
    public void sendMessage(OutgoingMessage message) throws IOException, MessageRefusedException, TryLaterException {
        String text = message.body();
        boolean answerWanted = text.endsWith(ANSWER_WANTED);
        int dice = ThreadLocalRandom.current().nextInt(ONE_REFUSED_IN);
        if (dice == 0 && !answerWanted) {
            throw new MessageRefusedException("The network refuses one message in " + ONE_REFUSED_IN + ".");
        }
        if (dice == 1 && message.acknowledged()) {
            throw new TryLaterException(Duration.ofSeconds(1), "The network is busy.");
        }
        diary.write(SoakDiary.Deed.TOOK, user, answerWanted ? text.substring(0, text.length() - 1) : text);
        events.delivered(message);
        if (answerWanted || dice % 2 == 0) {
            say(message.to(), text);
        }
    }

    @Override
    public void addContact(Contact contact) {
        events.contactChanged(contact(contact.name(), Availability.AWAY));
    }

    @Override
    public void updateContact(Contact contact) {
        events.contactChanged(contact);
    }

    @Override
    public void removeContact(String name) {
        events.contactRemoved(name);
    }

    @Override
    public void typing(String contact, ChatState state) {
        events.typing(contact, state);
    }

    @Override
    public CompletionStage<VCard> vcard(String name) {
        return CompletableFuture.completedFuture(new VCard("The contact " + name, name, new byte[0]));
    }

    @Override
    public void logout() throws IOException {
        sessions.remove(user, this);
        diary.write(SoakDiary.Deed.LEFT, user, "");
    }

    private static Contact contact(String name, Availability availability) {
        return Contact.builder(name)
                .alias("Contact " + name)
                .groups(List.of("Soak"))
                .availability(availability)
                .build();
    }
}
