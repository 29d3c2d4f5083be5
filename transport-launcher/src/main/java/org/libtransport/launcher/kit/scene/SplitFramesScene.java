package org.libtransport.launcher.kit.scene;

import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Bytes;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 1: frames have no relation to TCP segments. */
final class SplitFramesScene implements Scene {

    @Override
    public String name() {
        return "split-frames";
    }

    @Override
    public String about() {
        return "reads frames that come byte by byte";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor();
        byteByByte(
                stage, Bytes.frame(Type.TYPE_LOGIN, user.loginOf(stage.script().password())));
        user.entered();
        byteByByte(stage, Bytes.frame(Type.TYPE_PING, null));
        stage.pong("PONG for a PING that comes byte by byte");
        user.logout();
        return new Verdict.Pass();
    }

    private static void byteByByte(Stage stage, byte[] frame) {
        for (byte one : frame) {
            stage.link().sendBytes(new byte[] {one});
        }
    }
}
