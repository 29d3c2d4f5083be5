package org.libtransport.vcard;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.libtransport.concurrent.Loop;
import org.libtransport.protocol.Wire;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.feature.vcard.VCardTemp;
import org.libtransport.xmpp.stanza.PendingAnswers;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;

/** Asks a user's network for vCards and tells it the user's own. Not thread-safe: belongs to the user's loop. */
public final class NetworkVCards {

    /** How long backends may take. The protocol cannot say that a backend knows nothing of vCards. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** A client may ask for its whole contact list at once. */
    private static final int MOST = 1000;

    /** A frame with it is far below what backends and their queues take. */
    private static final int LARGEST_OWN_PHOTO = 1024 * 1024;

    private final String user;
    private final Predicate<Wire.VCard> network;
    private final PendingAnswers<Integer, VCardTemp> pending;
    private int nextId;

    /** @param network hands a VCARD to the backend; false if that takes no more now */
    public NetworkVCards(String user, Loop loop, Predicate<Wire.VCard> network) {
        this.user = user;
        this.network = network;
        this.pending = new PendingAnswers<>(loop, MOST);
    }

    /**
     * Asks for somebody's vCard.
     *
     * @param name of a contact, {@code room/nickname}, or the user's own at the network
     * @return fails with a {@link StanzaErrorException} if there is no answer
     */
    public CompletionStage<VCardTemp> ask(String name) {
        int id = freeId();
        CompletionStage<VCardTemp> answer = pending.expect(id, PATIENCE);
        boolean taken = pending.isWaiting(id)
                && network.test(Wire.VCard.newBuilder()
                        .setUserName(user)
                        .setBuddyName(name)
                        .setId(id)
                        .build());
        if (!taken) {
            pending.fail(id, StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.NETWORK_SLOW));
        }
        return answer;
    }

    private int freeId() {
        int id = nextId;
        while (pending.isWaiting(id)) {
            id = (id + 1) & Integer.MAX_VALUE;
        }
        nextId = (id + 1) & Integer.MAX_VALUE;
        return id;
    }

    /** The backend answers. False if nobody waits for that any more. */
    public boolean answered(Wire.VCard vcard) {
        return pending.answer(
                vcard.getId(),
                new VCardTemp(
                        vcard.getFullname(),
                        vcard.getNickname(),
                        vcard.getPhoto().toByteArray()));
    }

    /**
     * Tells the network the user's own nickname and picture; no picture removes the one there is.
     *
     * @throws StanzaErrorException if that is not possible
     */
    public void changeOwn(VCardTemp vcard) {
        byte[] photo = vcard.photo();
        if (photo.length > LARGEST_OWN_PHOTO) {
            throw new StanzaErrorException(StanzaError.of(Condition.NOT_ACCEPTABLE, Sentence.PICTURE_TOO_LARGE));
        }
        // A backend tells this from a request by the presence of the photo.
        Wire.VCard own = Wire.VCard.newBuilder()
                .setUserName(user)
                .setBuddyName("")
                .setId(0)
                .setNickname(vcard.nickname())
                .setPhoto(ByteString.copyFrom(photo))
                .build();
        if (!network.test(own)) {
            throw new StanzaErrorException(StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.NETWORK_SLOW));
        }
    }

    /** The network is not there any more: nothing that was asked for will come. */
    public void abandon() {
        pending.failAll(StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, Sentence.NETWORK_NOT_HERE));
    }
}
