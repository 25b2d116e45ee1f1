using Microsoft.Extensions.Options;
using StudentNet.Platform.Mail;

namespace StudentNet.Platform.Accounts;

/// <summary>What the holder of an account is told by e-mail. No letter names a person.</summary>
public sealed class AccountLetters(IOptions<MailOptions> options)
{
    private string Site => options.Value.SiteAddress.TrimEnd('/');

    /// <summary>An organisation has appointed the account; nothing comes of it before its holder accepts.</summary>
    public Letter Appointed(string to, string organisation, string duty) =>
        new(
            to,
            "學生資源網：有單位指派您職務",
            $"""
            {organisation} 指派您的帳號擔任「{duty}」。

            您接受以前，這項職務不生效。請向該單位領取一次性的啟用碼，登入後在「我的帳號」接受：{Site}/A3

            如果您不在該單位任職，請在同一頁按「不接受」，或不用理會。
            """
        );

    /// <summary>The code that confirms a new address.</summary>
    public Letter Confirm(string to, string code) =>
        new(
            to,
            "學生資源網：確認電子郵件",
            $"""
            有人要把這個信箱登記為學生資源網帳號的電子郵件。如果是您，請在 1 小時內，在「我的帳號」填寫下面的確認碼：

            {code}

            如果不是您，請不用理會，也不要把確認碼告訴別人。
            """
        );

    /// <summary>Told to the holder when the account goes by another name.</summary>
    public Letter Renamed(string to) =>
        new(
            to,
            "學生資源網：帳號已更改",
            $"""
            您的學生資源網帳號已改用新的證號（或電子郵件）登入，舊的不能再登入，也不會給別人使用。

            如果不是您更改的，請立刻變更密碼，並通知客服：{Site}
            """
        );

    /// <summary>Told to the old address when another takes its place, or none.</summary>
    public Letter Replaced(string old) =>
        new(
            old,
            "學生資源網：電子郵件已變更",
            $"""
            您的學生資源網帳號不再使用這個信箱。

            如果不是您變更的，請立刻變更密碼，並通知客服：{Site}
            """
        );
}
