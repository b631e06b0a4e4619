package io.columnveil.cli.demo;

import java.time.LocalDate;

/**
 * One made-up customer.
 *
 * @param id from 1
 * @param name first and last name
 * @param city not protected
 * @param email protected, searchable by its lookup column
 * @param phone protected, searchable by its ciphertext
 * @param birthDate protected, not searchable
 */
record Customer(int id, String name, String city, String email, String phone, LocalDate birthDate) {

  /** Never the values: even made-up ones set no example. */
  @Override
  public String toString() {
    return "customer " + id;
  }
}
