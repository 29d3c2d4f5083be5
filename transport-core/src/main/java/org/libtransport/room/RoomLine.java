package org.libtransport.room;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.xml.Element;

/**
 * Something that was said in a room.
 *
 * @param speaker as the speaker was shown; empty for the room itself
 * @param time when it was said or, if the network did not tell, when it came
 */
record RoomLine(String speaker, String id, Instant time, List<Element> payloads) {

    private static final String DELAY = "urn:xmpp:delay";

    /** As it is sent while it is news. */
    Message live(Guest to) {
        return message(to, payloads);
    }

    /** As it is sent to those who come later, with its time (XEP-0045 section 7.2.13). */
    Message late(Guest to) {
        for (Element payload : payloads) {
            if (payload.is("delay", DELAY)) {
                return message(to, payloads);
            }
        }
        List<Element> delayed = new ArrayList<>(payloads);
        delayed.add(Element.builder("delay", DELAY)
                .attribute("from", to.room().toString())
                .attribute("stamp", DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS)))
                .build());
        return message(to, List.copyOf(delayed));
    }

    private Message message(Guest to, List<Element> content) {
        Jid from = speaker.isEmpty() ? to.room() : RoomAddresses.occupant(to.room(), speaker);
        return new Message(from, to.resource(), Message.Type.GROUPCHAT, id, null, content);
    }

    /** How much there is to read, roughly. */
    int characters() {
        int sum = 0;
        for (Element payload : payloads) {
            sum += length(payload);
        }
        return sum;
    }

    private static int length(Element element) {
        int sum = element.text().length();
        for (Element child : element.children()) {
            sum += length(child);
        }
        return sum;
    }
}
