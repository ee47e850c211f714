package dev.connectorkit.console;

import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person without a mouse: keys go to what has the focus, which moves by Tab alone. */
final class Keyboard {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  // More than any page has, to and fro.
  private static final int PLACES = 120;

  private final WebDriver driver;

  Keyboard(WebDriver driver) {
    this.driver = driver;
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void tabTo(String id) {
    tabTo(By.id(id));
  }

  /** Goes on from what has the focus, over the end of the page to its beginning. */
  void tabTo(By place) {
    new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.presenceOfElementLocated(place));
    for (int i = 0; i < PLACES; i++) {
      WebElement focused = driver.switchTo().activeElement();
      if (driver.findElements(place).contains(focused)) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("The key Tab does not lead to " + place + ".");
  }

  /** Takes out what is in the field that has the focus. */
  void clear() {
    new Actions(driver)
        .keyDown(Keys.CONTROL)
        .sendKeys("a")
        .keyUp(Keys.CONTROL)
        .sendKeys(Keys.DELETE)
        .perform();
  }

  /** Goes there, and types. */
  void type(String id, CharSequence... keys) {
    tabTo(id);
    press(keys);
  }

  /** Goes there, and presses Enter, as for a link or a button. */
  void enter(String id) {
    tabTo(id);
    press(Keys.ENTER);
  }

  void enter(By place) {
    tabTo(place);
    press(Keys.ENTER);
  }
}
