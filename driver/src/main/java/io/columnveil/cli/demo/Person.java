package io.columnveil.cli.demo;

import java.util.Locale;

/** Who looks at the customers in the tour. */
enum Person {
  ALICE("privacy_officer", "reads everything"),
  BEN("marketing", "reads email, masked"),
  CAROL("helpdesk", "finds by phone, reads nothing protected"),
  DAVE("no role", "a stranger with SELECT on the table");

  private final String role;
  private final String story;

  Person(String role, String story) {
    this.role = role;
    this.story = story;
  }

  /** The database user. */
  String user() {
    return name();
  }

  /** Name, role and what that role may, for a heading. */
  String title() {
    return user().charAt(0)
        + user().substring(1).toLowerCase(Locale.ROOT)
        + " ("
        + role
        + "): "
        + story;
  }
}
