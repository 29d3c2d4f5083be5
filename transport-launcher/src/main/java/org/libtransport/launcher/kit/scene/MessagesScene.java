package org.libtransport.launcher.kit.scene;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;

/** Section 5.3, with every field that a transport sends. */
final class MessagesScene implements Scene {

    private static final List<String> TEXTS = List.of(
            "hello",
            "é ü ß 日本語 العربية \u200d",
            "\uD834\uDD1E 😀 👩‍👩‍👧 four bytes in UTF-8",
            "one\ntwo\n\n  three\n",
            " blanks around ",
            "<b>no & markup</b> \"'",
            "\u0001\t\u007f",
            "long: " + "0123456789abcdef".repeat(60 * 1024 / 16));

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public String about() {
        return "carries texts unchanged";
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.ECHO);
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        String contact = stage.script().contact();
        for (String text : TEXTS) {
            user.says(contact, text);
            user.hears(contact, text);
        }
        user.says(user.messageTo(contact, "in bold").setXhtml(XHTML));
        Wire.ConversationMessage formatted = user.hears(contact, "in bold");
        Texts.same("the xhtml of CONV_MESSAGE", XHTML, formatted.getXhtml());
        user.says(user.messageTo(contact, "").setXhtml(XHTML));
        user.hears(contact, "");
        user.says(user.messageTo(contact, "with an id").setId("kit-\"<1>"));
        Wire.ConversationMessage last = user.hears(contact, "with an id");
        Texts.same("the nickname of what a contact says", "", last.getNickname());
        Texts.holds(!last.getPm(), "a message from a contact", "one from an occupant (pm)");
        Texts.holds(!last.getCarbon(), "a message from a contact", "one that the user said elsewhere (carbon)");
        stage.ping("PONG after the messages");
        Texts.holds(user.came(Kind.MESSAGE).isEmpty(), "each text once", "one of them twice");
        user.logout();
        return new Verdict.Pass();
    }

    private static final String XHTML = "<p>in <strong>bold</strong> &amp; 😀</p>";
}
