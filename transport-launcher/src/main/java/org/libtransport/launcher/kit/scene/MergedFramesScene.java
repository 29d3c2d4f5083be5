package org.libtransport.launcher.kit.scene;

import java.util.List;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Bytes;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 1: frames have no relation to TCP segments. */
final class MergedFramesScene implements Scene {

    private static final int PINGS = 3;

    @Override
    public String name() {
        return "merged-frames";
    }

    @Override
    public String about() {
        return "reads frames that come all at once";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor();
        byte[] ping = Bytes.frame(Type.TYPE_PING, null);
        byte[] login = Bytes.frame(Type.TYPE_LOGIN, user.loginOf(stage.script().password()));
        stage.link().sendBytes(Bytes.joined(ping, login, ping, ping));
        for (int i = 1; i <= PINGS; i++) {
            stage.pong("PONG " + i + " of " + PINGS + " for frames that came all at once");
        }
        user.entered();
        if (stage.echo()) {
            String contact = stage.script().contact();
            byte[] said = new byte[0];
            for (String text : TEXTS) {
                said = Bytes.joined(
                        said,
                        Bytes.frame(
                                Type.TYPE_CONV_MESSAGE,
                                user.messageTo(contact, text).build()));
            }
            stage.link().sendBytes(said);
            for (String text : TEXTS) {
                user.hears(contact, text);
            }
        }
        user.logout();
        return new Verdict.Pass();
    }

    private static final List<String> TEXTS = List.of("one", "two", "three", "four", "five");
}
