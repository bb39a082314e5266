namespace Kopek.Web.Partner.Sellers;

/// <summary>What the page says in one language.</summary>
internal sealed record SellersTexts(string Tag, string Title, string Intro, string WarningTitle, IReadOnlyList<string> Warnings, string SearchLabel, string SearchButton,
    string ListTitle, string Authorised, string Suspended, string Contact, string Code, string NobodyFound, string Nobody)
{
    public static readonly SellersTexts Chinese = new("zh-CN", "核实充值商家",
        "在这里查一下：向您收款的商家是不是我们授权的充值合作伙伴。",
        "当心陌生人收款",
        [
            "充值只需要您的手机号码。任何人向您索要短信验证码、密码、护照照片或远程控制手机，都是骗子。",
            "我们和合作伙伴绝不会要求您把钱转到私人银行卡、微信或支付宝个人账户。",
            "名单上没有的商家，我们不承担责任：请不要付款，先联系运营商客服。",
            "声称“代办实名、解除停机、低价充值”而要求先付款的，请不要相信。",
        ],
        "商家名称或代码", "查询", "授权合作伙伴", "已授权", "目前未授权：请不要向其付款", "联系方式", "代码",
        "名单上没有这个商家。请不要付款，并把情况告诉运营商客服。", "目前没有授权合作伙伴。");

    public static readonly SellersTexts English = new("en", "Check a seller of top-ups",
        "See here whether a seller who asks you for money is an authorised partner of ours.",
        "Beware of strangers who ask for money",
        [
            "A top-up needs your phone number and nothing else. Whoever asks for an SMS code, a password, a photo of your passport or control of your phone is a fraud.",
            "We and our partners never ask you to send money to a private bank card or a personal wallet.",
            "We answer for no seller that is not on the list: do not pay, and ask the operator's support first.",
            "Do not believe offers to register you, to lift a bar or to top up below price if you pay in advance.",
        ],
        "Name or code of the seller", "Check", "Authorised partners", "authorised", "not authorised now: do not pay it", "Contact", "Code",
        "This seller is not on the list. Do not pay, and tell the operator's support.", "There are no authorised partners now.");

    public static readonly SellersTexts Russian = new("ru", "Проверить продавца пополнений",
        "Здесь видно, действительно ли продавец, который просит у вас деньги, наш уполномоченный партнёр.",
        "Осторожно: незнакомцы, которые просят деньги",
        [
            "Для пополнения нужен только номер телефона. Кто просит код из SMS, пароль, фото паспорта или доступ к телефону — мошенник.",
            "Мы и наши партнёры никогда не просим переводить деньги на карту или кошелёк частного лица.",
            "За продавцов, которых нет в списке, мы не отвечаем: не платите и сначала обратитесь в поддержку оператора.",
            "Не верьте предложениям оформить номер, снять блокировку или пополнить дешевле, если просят деньги вперёд.",
        ],
        "Название или код продавца", "Проверить", "Уполномоченные партнёры", "уполномочен", "сейчас не уполномочен: не платите ему", "Контакт", "Код",
        "Этого продавца нет в списке. Не платите и сообщите в поддержку оператора.", "Сейчас уполномоченных партнёров нет.");

    public static IReadOnlyList<SellersTexts> All { get; } = [Chinese, English, Russian];

    /// <summary>By what the address asks for, else by the browser's languages in their order, else Chinese.</summary>
    public static SellersTexts Choose(string asked, string accepted)
    {
        if (All.FirstOrDefault(texts => Fits(texts, asked)) is { } wanted)
        {
            return wanted;
        }

        return accepted.Split(',').Select(part => part.Split(';')[0].Trim()).Select(part => All.FirstOrDefault(texts => Fits(texts, part))).FirstOrDefault(texts => texts is not null) ?? Chinese;
    }

    private static bool Fits(SellersTexts texts, string tag) => tag.Length >= 2 && string.Equals(texts.Tag[..2], tag[..2], StringComparison.OrdinalIgnoreCase) && (tag.Length == 2 || tag[2] == '-');
}
