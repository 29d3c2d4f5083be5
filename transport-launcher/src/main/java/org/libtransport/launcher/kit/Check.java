package org.libtransport.launcher.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.kit.scene.Scene;
import org.libtransport.launcher.kit.scene.Scenes;
import org.libtransport.launcher.kit.stage.Script;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.NoBackendException;
import org.libtransport.launcher.peer.PlayedTransport;

/** Plays the scenes. After one that failed, the next has a new backend, so that each is judged by itself. */
public final class Check {

    private final Stage stage;
    private final Script script;
    private final Set<String> named;
    private @Nullable String hopeless;

    private Check(Stage stage, Script script, Set<String> named) {
        this.stage = stage;
        this.script = script;
        this.named = named;
    }

    /** The names of all capabilities. */
    public static List<String> capabilities() {
        return Scenes.ALL.stream().map(Scene::name).toList();
    }

    /**
     * Checks.
     *
     * @param named the capabilities to check, which must then be there; empty for all that are
     * @param progress told of each result at once
     */
    public static List<Result> run(
            PlayedTransport transport, Script script, Set<String> named, Consumer<Result> progress)
            throws InterruptedException {
        List<Result> results = new ArrayList<>();
        try (Stage stage = new Stage(transport, script)) {
            Check check = new Check(stage, script, named);
            for (Scene scene : Scenes.ALL) {
                // The first is the condition of all others.
                if (named.isEmpty() || results.isEmpty() || named.contains(scene.name())) {
                    Result result = check.result(scene);
                    results.add(result);
                    progress.accept(result);
                }
            }
        }
        return List.copyOf(results);
    }

    private Result result(Scene scene) throws InterruptedException {
        long began = System.nanoTime();
        Verdict verdict = verdict(scene);
        if (verdict instanceof Verdict.NotAnnounced && named.contains(scene.name())) {
            verdict = new Verdict.Fail(scene.about(), "it is not announced, and nothing came when it was tried");
        }
        if (verdict instanceof Verdict.Fail || scene.endsBackend()) {
            stage.clear();
        }
        return new Result(scene.name(), scene.about(), verdict, Duration.ofNanos(System.nanoTime() - began));
    }

    private Verdict verdict(Scene scene) throws InterruptedException {
        if (!script.echo() && !scene.needs().isEmpty()) {
            return new Verdict.NotChecked(scene.needs().iterator().next().sentence());
        }
        if (hopeless != null) {
            return new Verdict.NotChecked(hopeless);
        }
        try {
            stage.ready();
        } catch (NoBackendException e) {
            return noBackend(scene, String.valueOf(e.getMessage()));
        } catch (Unmet e) {
            hopeless = "the backend did not get ready";
            return e.verdict();
        }
        if (!stage.echo() && !scene.needs().isEmpty()) {
            return new Verdict.NotChecked("needs a network that does not speak XMPP itself (rawxml)");
        }
        try {
            Verdict verdict = scene.play(stage);
            if (!scene.endsBackend()) {
                stage.settle();
            }
            return verdict;
        } catch (Unmet e) {
            return e.verdict();
        }
    }

    private Verdict noBackend(Scene scene, String sentence) {
        hopeless = "there is no backend";
        return new Verdict.Fail(scene.equals(Scenes.ALL.get(0)) ? scene.about() : "a backend that starts", sentence);
    }
}
