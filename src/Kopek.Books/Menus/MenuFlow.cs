using System.Globalization;
using Kopek.Core.Notices;

namespace Kopek.Books.Menus;

/// <summary>The menu as rules: place and digits give what is asked for. The same for USSD and for the hotline; free of effects.</summary>
public static class MenuFlow
{
    private const string Back = "0";

    /// <summary>What USSD menus use; a caller of the hotline presses the nine alone.</summary>
    private static readonly string[] MoreKeys = ["98", "9"];

    /// <param name="input">As it was typed; anything but a choice is <see cref="MenuRequest.NotUnderstood"/>.</param>
    public static MenuRequest Read(MenuPlace place, string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (MoreKeys.Contains(input))
        {
            return new MenuRequest.More();
        }

        return (place, input) switch
        {
            (MenuPlace.Root, Back) => new MenuRequest.End(),
            (_, Back) => new MenuRequest.Root(),
            (MenuPlace.PromisedPayment, "1") => new MenuRequest.TakePromisedPayment(),
            (MenuPlace.Language, "1") => new MenuRequest.SetLanguage(NoticeLanguage.Chinese),
            (MenuPlace.Language, "2") => new MenuRequest.SetLanguage(NoticeLanguage.English),
            (MenuPlace.Language, "3") => new MenuRequest.SetLanguage(NoticeLanguage.Russian),
            (MenuPlace.Root or MenuPlace.Answer, _) when Choice(input) is { } choice => new MenuRequest.Show(choice),
            _ => new MenuRequest.NotUnderstood(),
        };
    }

    /// <summary>Where the holder is when the choice has been shown.</summary>
    /// <param name="isOffered">There is something to say yes to.</param>
    public static MenuPlace After(MenuChoice choice, bool isOffered) => choice switch
    {
        MenuChoice.PromisedPayment when isOffered => MenuPlace.PromisedPayment,
        MenuChoice.Language => MenuPlace.Language,
        _ => MenuPlace.Answer,
    };

    private static MenuChoice? Choice(string input) =>
        input.Length == 1 && int.TryParse(input, NumberStyles.None, CultureInfo.InvariantCulture, out var digit) && Enum.IsDefined((MenuChoice)digit) ? (MenuChoice)digit : null;
}
