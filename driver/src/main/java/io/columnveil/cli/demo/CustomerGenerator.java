package io.columnveil.cli.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes up the same customers in every run and on every JDK: {@link Random} is specified. */
final class CustomerGenerator {

  private static final long SEED = 20_261_124L;

  private static final List<String> FIRST_NAMES =
      List.of(
          "Amelia", "Bastian", "Carla", "David", "Elena", "Felix", "Greta", "Henrik", "Ines",
          "Jonas", "Klara", "Lukas", "Maren", "Nils", "Olga", "Paul", "Renate", "Simon", "Tessa",
          "Viktor");
  private static final List<String> LAST_NAMES =
      List.of(
          "Albrecht",
          "Brandt",
          "Conrad",
          "Dietrich",
          "Engel",
          "Franke",
          "Gerlach",
          "Hartmann",
          "Jansen",
          "Keller",
          "Lorenz",
          "Maurer",
          "Neumann",
          "Otto",
          "Pohl",
          "Richter",
          "Seidel",
          "Thiele",
          "Vogt",
          "Winter");
  private static final List<String> CITIES =
      List.of("Berlin", "Bremen", "Dresden", "Hamburg", "Kassel", "Leipzig", "Mainz", "Rostock");

  private final Random random = new Random(SEED);

  /** That many customers, with ids from 1, distinct emails and distinct phone numbers. */
  List<Customer> generate(int count) {
    List<Customer> customers = new ArrayList<>(count);
    for (int id = 1; id <= count; id++) {
      customers.add(customer(id));
    }
    return customers;
  }

  private Customer customer(int id) {
    String first = pick(FIRST_NAMES);
    String last = pick(LAST_NAMES);
    String email = (first + "." + last + (100 + id)).toLowerCase(Locale.ROOT) + "@example.com";
    // From the range that Ofcom keeps free for drama: 07700 900000 to 900999.
    String phone = String.format(Locale.ROOT, "+44 7700 900%03d", id);
    LocalDate birthDate = LocalDate.of(1945, 1, 1).plusDays(random.nextInt(365 * 60));
    return new Customer(id, first + " " + last, pick(CITIES), email, phone, birthDate);
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
