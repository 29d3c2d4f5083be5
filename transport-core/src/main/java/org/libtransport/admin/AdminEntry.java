package org.libtransport.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A command that does something, or a variable that has a value. Both answer with text: several lines if need be, and
 * {@code Error: } first if it could not be done.
 *
 * <p>Actions are called on an event loop and must not block.
 */
public final class AdminEntry {

    /** Does it. */
    @FunctionalInterface
    public interface Action {

        /** @param arguments as many as the command has; in front of them the user, if it is about one */
        CompletionStage<String> run(List<String> arguments);
    }

    private final String name;
    private final Category category;
    private final String description;
    private final String label;
    private final List<Argument> arguments;
    private final Action action;
    private final @Nullable Action setter;
    private final boolean variable;
    private final boolean aboutUser;
    private final boolean open;

    private AdminEntry(
            String name,
            Category category,
            String description,
            String label,
            List<Argument> arguments,
            Action action,
            @Nullable Action setter,
            boolean variable,
            boolean aboutUser,
            boolean open) {
        this.name = name;
        this.category = category;
        this.description = description;
        this.label = label;
        this.arguments = List.copyOf(arguments);
        this.action = action;
        this.setter = setter;
        this.variable = variable;
        this.aboutUser = aboutUser;
        this.open = open;
    }

    /** A value that can be read. */
    public static AdminEntry variable(
            String name, Category category, String description, Supplier<CompletionStage<String>> value) {
        return new AdminEntry(
                name, category, description, "", List.of(), arguments -> value.get(), null, true, false, false);
    }

    /** The same value, which can be changed as well; the only argument of the action is the new one. */
    public AdminEntry settable(Action change) {
        return new AdminEntry(name, category, description, label, arguments, action, change, true, aboutUser, open);
    }

    /** A command. */
    public static AdminEntry command(
            String name, Category category, String label, String description, List<Argument> arguments, Action action) {
        return new AdminEntry(name, category, description, label, arguments, action, null, false, false, false);
    }

    /** The same command about a user who is registered or logged in: the bare JID is the first word of its arguments. */
    public AdminEntry aboutUser() {
        return new AdminEntry(name, category, description, label, arguments, action, setter, variable, true, open);
    }

    /** The same, marked as something that users may do about themselves. */
    public AdminEntry open() {
        return new AdminEntry(name, category, description, label, arguments, action, setter, variable, aboutUser, true);
    }

    public String name() {
        return name;
    }

    Category category() {
        return category;
    }

    String description() {
        return description;
    }

    /** What a button says; the name, if there is nothing better. */
    String label() {
        return label.isEmpty() ? name : label;
    }

    List<Argument> arguments() {
        return arguments;
    }

    boolean isVariable() {
        return variable;
    }

    boolean isSettable() {
        return setter != null;
    }

    boolean isAboutUser() {
        return aboutUser;
    }

    boolean isOpen() {
        return open;
    }

    /** Whether the last argument is all that is left of the line. */
    boolean takesText() {
        return !arguments.isEmpty() && arguments.get(arguments.size() - 1).type() == Argument.Type.TEXT;
    }

    CompletionStage<String> run(List<String> values) {
        return guarded(action, values);
    }

    CompletionStage<String> set(String value) {
        return setter == null
                ? CompletableFuture.completedFuture("Error: This variable cannot be set.")
                : guarded(setter, List.of(value));
    }

    private static CompletionStage<String> guarded(Action action, List<String> values) {
        try {
            return action.run(values);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
