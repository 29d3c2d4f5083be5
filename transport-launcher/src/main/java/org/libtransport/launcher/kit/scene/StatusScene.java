package org.libtransport.launcher.kit.scene;

import java.util.List;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 5.1. */
final class StatusScene implements Scene {

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String about() {
        return "takes each availability of the user";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        for (Wire.StatusType status : Wire.StatusType.values()) {
            if (status != Wire.StatusType.STATUS_NONE) {
                for (String text : List.of("", "out for lunch 😀")) {
                    stage.link()
                            .send(
                                    Type.TYPE_STATUS_CHANGED,
                                    Wire.Status.newBuilder()
                                            .setUserName(user.key())
                                            .setStatus(status)
                                            .setStatusMessage(text)
                                            .build());
                }
            }
        }
        stage.ping("PONG after STATUS_CHANGED");
        Texts.holds(
                user.came(Kind.DISCONNECTED).isEmpty(), "a session that goes on after STATUS_CHANGED", "DISCONNECTED");
        user.logout();
        return new Verdict.Pass();
    }
}
