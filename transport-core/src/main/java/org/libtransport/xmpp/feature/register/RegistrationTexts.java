package org.libtransport.xmpp.feature.register;

/** What the registration form says, as the administrator configured it. */
public record RegistrationTexts(String instructions, String usernameLabel, String passwordLabel, String language) {

    public static final RegistrationTexts DEFAULT = new RegistrationTexts(
            "Enter your legacy network username and password.", "Legacy network username:", "Password", "en");
}
