package org.libtransport.launcher.kit.scene;

import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 8.5. */
final class LoginTokenScene implements Scene {

    @Override
    public String name() {
        return "login-token";
    }

    @Override
    public String about() {
        return "gives a token for the password, and takes it";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        if (!stage.announced().has(Extensions.SECTION + "." + Extensions.LOGIN_TOKEN)) {
            return new Verdict.NotAnnounced();
        }
        Actor user = stage.actor();
        user.login(stage.script().password());
        Wire.Connected connected = user.expect(Kind.CONNECTED, "CONNECTED for the user who logged in");
        String token = connected.getLoginToken();
        Texts.holds(!token.isEmpty(), "a loginToken in CONNECTED", "none");
        user.logout();
        stage.ping("PONG after the log-out");
        stage.link()
                .send(
                        Type.TYPE_LOGIN,
                        user.loginOf("").toBuilder().setLoginToken(token).build());
        user.expect(Kind.CONNECTED, "CONNECTED for a log-in with the loginToken and an empty password");
        Texts.holds(user.came(Kind.DISCONNECTED).isEmpty(), "a session that goes on", "DISCONNECTED after CONNECTED");
        user.logout();
        return new Verdict.Pass();
    }
}
