package org.libtransport.launcher.kit.scene;

import com.google.protobuf.ByteString;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Bytes;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 7. */
final class RawXmlScene implements Scene {

    private static final String ID = "kit-1";

    @Override
    public String name() {
        return "raw-xml";
    }

    @Override
    public String about() {
        return "answers an IQ as XML";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        if (!stage.announced().has("features.rawxml")) {
            return new Verdict.NotAnnounced();
        }
        Actor user = stage.actor().enter();
        String contact = stage.script().contact();
        String question = "<iq type='get' id='" + ID + "' from='" + user.key() + "/kit' to='" + contact
                + "'><ping xmlns='urn:xmpp:ping'/></iq>";
        stage.link().sendBytes(Bytes.frame(Type.TYPE_RAW_XML_VALUE, question.getBytes(StandardCharsets.UTF_8)));
        Answer answer = answer(stage);
        Texts.same("the address in an answer to " + user.key() + "/kit", user.key(), answer.bareTo());
        Texts.holds(
                answer.type().equals("result") || answer.type().equals("error"),
                "an answer of the type result or error",
                Texts.shown(answer.type()));
        Texts.same("the sender of the answer", contact, answer.from());
        user.logout();
        return new Verdict.Pass();
    }

    /** The answer, out of all that comes: the text may be cut anywhere, and may hold other stanzas. */
    private static Answer answer(Stage stage) throws Unmet, InterruptedException {
        ByteString received = ByteString.EMPTY;
        String expected = "RAW_XML with the answer to the IQ with the id " + ID;
        Reading reading = read("");
        while (reading.answer().isEmpty()) {
            try {
                received = received.concat(stage.nextXml(expected));
            } catch (Unmet e) {
                throw received.isEmpty()
                        ? e
                        : new Unmet(expected, Texts.shown(received.toStringUtf8()) + reading.trouble());
            }
            reading = read(received.toStringUtf8());
        }
        return reading.answer().get();
    }

    /** Reads as far as it goes. */
    private static Reading read(String xml) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader =
                    factory.createXMLStreamReader(new StringReader("<stream xmlns='jabber:client'>" + xml));
            Answer candidate = null;
            int depth = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        if (depth == 2) {
                            candidate = Answer.of(reader);
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        if (depth == 1 && candidate != null) {
                            return new Reading(Optional.of(candidate), "");
                        }
                    }
                    default -> {}
                }
            }
            return new Reading(Optional.empty(), "");
        } catch (XMLStreamException e) {
            String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            return new Reading(Optional.empty(), ", which is no whole stanza: " + why);
        }
    }

    /** How far the text that came could be read. */
    private record Reading(Optional<Answer> answer, String trouble) {}

    private record Answer(String type, String from, String to) {

        static @Nullable Answer of(XMLStreamReader reader) {
            boolean ours = reader.getLocalName().equals("iq") && ID.equals(reader.getAttributeValue(null, "id"));
            return ours
                    ? new Answer(attribute(reader, "type"), attribute(reader, "from"), attribute(reader, "to"))
                    : null;
        }

        private static String attribute(XMLStreamReader reader, String name) {
            String value = reader.getAttributeValue(null, name);
            return value == null ? "" : value;
        }

        String bareTo() {
            int slash = to.indexOf('/');
            return slash < 0 ? to : to.substring(0, slash);
        }
    }
}
