package org.libtransport.launcher.kit.scene;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Bytes;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 7. */
final class RawXmlScene implements Scene {

    private static final Pattern ANSWER =
            Pattern.compile("<iq[^>]+id=['\"]kit-1['\"][^>]*(/>|>.*</iq>)", Pattern.DOTALL);

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
        String question = "<iq type='get' id='kit-1' from='" + user.key() + "/kit' to='" + contact
                + "'><ping xmlns='urn:xmpp:ping'/></iq>";
        stage.link().sendBytes(Bytes.frame(Type.TYPE_RAW_XML_VALUE, question.getBytes(StandardCharsets.UTF_8)));
        String answer = answer(stage);
        Texts.holds(answer.contains(user.key()), "an answer to " + user.key(), Texts.shown(answer));
        user.logout();
        return new Verdict.Pass();
    }

    /** All that comes, up to the whole answer: the text may be cut anywhere. */
    private static String answer(Stage stage) throws Unmet, InterruptedException {
        ByteString received = ByteString.EMPTY;
        String text = "";
        while (!ANSWER.matcher(text).find()) {
            received = received.concat(stage.nextXml("RAW_XML with the answer to the IQ with the id kit-1"));
            text = received.toStringUtf8();
        }
        return text;
    }
}
