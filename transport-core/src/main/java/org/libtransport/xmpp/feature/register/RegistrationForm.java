package org.libtransport.xmpp.feature.register;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.xml.Element;

/** The registration form, as fields of old (XEP-0077) and as a data form (XEP-0004). */
final class RegistrationForm {

    static final String NAMESPACE = "jabber:iq:register";

    private static final String FORM_NAMESPACE = "jabber:x:data";

    /** What a client filled in; null where a field is missing. */
    record Answers(
            @Nullable String username,
            @Nullable String password,
            @Nullable String language,
            boolean remove) {}

    private final RegistrationTexts texts;

    RegistrationForm(RegistrationTexts texts) {
        this.texts = texts;
    }

    /** The empty form, or one with the present name for somebody who is registered. */
    Element offer(Optional<String> username, boolean needsPassword) {
        Element.Builder query = Element.builder("query", NAMESPACE);
        if (username.isPresent()) {
            query.add(Element.of("registered", NAMESPACE));
        }
        query.child("instructions", texts.instructions()).child("username", username.orElse(""));
        if (needsPassword) {
            query.child("password", "");
        }
        return query.add(dataForm(username, needsPassword)).build();
    }

    private Element dataForm(Optional<String> username, boolean needsPassword) {
        Element.Builder form = Element.builder("x", FORM_NAMESPACE)
                .attribute("type", "form")
                .child("title", "Registration")
                .child("instructions", texts.instructions())
                .add(field("hidden", "FORM_TYPE", null, NAMESPACE, false))
                .add(field("text-single", "username", texts.usernameLabel(), username.orElse(""), true));
        if (needsPassword) {
            form.add(field("text-private", "password", texts.passwordLabel(), null, true));
        }
        form.add(languageField());
        if (username.isPresent()) {
            form.add(field("boolean", "unregister", "Remove your registration", "0", false));
        }
        return form.build();
    }

    private Element languageField() {
        return Element.builder("field", FORM_NAMESPACE)
                .attribute("type", "list-single")
                .attribute("var", "language")
                .attribute("label", "Language")
                .child("value", texts.language())
                .child(
                        "option",
                        option -> option.attribute("label", texts.language()).child("value", texts.language()))
                .build();
    }

    private static Element field(
            String type, String name, @Nullable String label, @Nullable String value, boolean required) {
        Element.Builder field = Element.builder("field", FORM_NAMESPACE)
                .attribute("type", type)
                .attribute("var", name)
                .attribute("label", label)
                .child("value", value);
        if (required) {
            field.add(Element.of("required", FORM_NAMESPACE));
        }
        return field.build();
    }

    /** Reads a filled form; fields of a data form win over those of old where they hold something. */
    static Answers read(Element query) {
        Element form = query.child("x", FORM_NAMESPACE);
        String unregister = formValue(form, "unregister");
        boolean remove =
                query.child("remove", NAMESPACE) != null || "1".equals(unregister) || "true".equals(unregister);
        return new Answers(
                value(query, form, "username"), value(query, form, "password"), value(query, form, "language"), remove);
    }

    private static @Nullable String value(Element query, @Nullable Element form, String name) {
        String inForm = formValue(form, name);
        return inForm == null || inForm.isEmpty() ? query.childText(name) : inForm;
    }

    private static @Nullable String formValue(@Nullable Element form, String name) {
        if (form == null) {
            return null;
        }
        for (Element field : form.children()) {
            if (field.name().equals("field") && name.equals(field.attribute("var"))) {
                return field.childText("value");
            }
        }
        return null;
    }
}
