package io.columnveil.cli.demo;

import io.columnveil.cli.Screen;

/**
 * What a visitor can do with a kept demo.
 *
 * @param folder where it lies
 */
record Farewell(DemoFolder folder) {

  void print(Screen screen) {
    screen.gap();
    screen.line("Kept: " + folder.policy());
    screen.line(
        "  jdbc:columnveil:h2:file:" + folder.database() + ";columnveil.policy=" + folder.policy());
    screen.line(
        "  users alice, ben, carol, dave; password "
            + DemoDatabase.PASSWORD
            + ". What is stored: jdbc:h2:file:"
            + folder.database()
            + ", user "
            + DemoDatabase.OWNER);
  }
}
